import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { get } from "../api/client";

interface Card {
  id: string;
  name: string;
  kind: string;
  items: number;
  labelled: number;
}

/** All projects, each with how far it is. */
export function Projects() {
  const cards = useSignal<Card[] | null>(null);
  const refused = useSignal("");
  useEffect(() => {
    get<Card[]>("/api/v1/projects").then(
      (found) => (cards.value = found),
      (e: Error) => (refused.value = e.message),
    );
  }, []);
  return (
    <main>
      <h1>Projects</h1>
      {refused.value && (
        <div class="notice error" role="alert">
          {refused}
        </div>
      )}
      {cards.value?.length === 0 && (
        <p class="quiet">
          Nothing here yet. A project begins with pictures, texts or rows; Quarry asks for the labels that teach most.
        </p>
      )}
      <div class="cards">
        {cards.value?.map((card) => (
          <a class="card" href={`/p/${card.id}/label`} key={card.id}>
            <h2>{card.name}</h2>
            <p class="quiet">
              {card.items.toLocaleString()} {card.kind}, {card.labelled.toLocaleString()} labelled
            </p>
            <div class="meter">
              <div style={{ width: `${card.items ? (100 * card.labelled) / card.items : 0}%` }} />
            </div>
          </a>
        ))}
      </div>
    </main>
  );
}
