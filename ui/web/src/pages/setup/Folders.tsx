import { useSignal } from "@preact/signals";
import { get } from "../../api/client";
import { useAsk } from "../../kit/ask";
import { Answer, Empty } from "../../kit/kit";
import { api } from "../../project";
import { some } from "./understood";

interface Shown {
  path: string | null;
  parent: string | null;
  folders: { name: string; path: string }[];
  files: number;
}

/** The folders of the server that may be used, one level at a time. */
export function Folders(props: { onChoose: (path: string) => void }) {
  const path = useSignal("");
  const [shown, again] = useAsk(
    () => get<Shown>(api(`/folders${path.value ? `?path=${encodeURIComponent(path.value)}` : ""}`)),
    [path.value],
  );
  return (
    <div class="card stack folders">
      <Answer asked={shown.value} what="Looking" again={again}>
        {(here) =>
          here.path === null && here.folders.length === 0 ? (
            <Empty title="No folder of the server may be used">
              <p class="quiet">
                Start Quarry with <code>quarry serve --allow DIR</code> to use files where they lie, without sending them.
              </p>
            </Empty>
          ) : (
            <>
              <div class="row apart">
                <strong>{here.path ?? "Folders that may be used"}</strong>
                {here.path !== null && (
                  <button class="button primary" onClick={() => here.path && props.onChoose(here.path)}>
                    Use this folder
                  </button>
                )}
              </div>
              <ul>
                {here.path !== null && (
                  <li>
                    <button class="link" onClick={() => (path.value = here.parent ?? "")}>
                      ↑ Up
                    </button>
                  </li>
                )}
                {here.folders.map((one) => (
                  <li key={one.path}>
                    <button class="link" onClick={() => (path.value = one.path)}>
                      {one.name}
                    </button>
                  </li>
                ))}
              </ul>
              {here.path !== null && <p class="quiet">{some(here.files, "file", "files")} right here.</p>}
            </>
          )
        }
      </Answer>
    </div>
  );
}
