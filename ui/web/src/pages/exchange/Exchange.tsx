import { useSignal } from "@preact/signals";
import { get } from "../../api/client";
import { useAsk } from "../../kit/ask";
import { Choice, Notice } from "../../kit/kit";
import { api, type Role } from "../../project";
import { account } from "../../session";
import { Bring } from "./Bring";
import { OpenArchive } from "./OpenArchive";
import { Take } from "./Take";
import "../team/team.css";
import "./exchange.css";

/** Taking results out of the project, and bringing labels into it. */
export function Exchange(props: Record<string, string>) {
  const way = useSignal<"out" | "in">("out");
  const [me] = useAsk(() => get<{ role: Role }>(api("/team/me")), [props["id"]]);
  const role = me.value.value?.role;
  if (me.value.refused) {
    return (
      <main>
        <Notice tone="error">{me.value.refused}</Notice>
      </main>
    );
  }
  if (role === undefined) {
    return null;
  }
  if (role === "viewer" || role === "labeller") {
    return (
      <main>
        <h1>Export</h1>
        <Notice>You are a {role} here. Reviewers and owners take results out of the project.</Notice>
      </main>
    );
  }
  return (
    <main class="stack exchange">
      <div class="row between">
        <h1>{way.value === "out" ? "Export" : "Bring labels in"}</h1>
        <Choice
          label="Direction"
          value={way.value}
          onChange={(to) => (way.value = to)}
          options={[
            { value: "out", label: "Out" },
            {
              value: "in",
              label: "In",
              disabled: role !== "owner",
              title: role === "owner" ? "" : "Only owners bring labels in.",
            },
          ]}
        />
      </div>
      {way.value === "out" ? <Take owner={role === "owner"} /> : (
        <>
          <Bring />
          {account.value?.owner && <OpenArchive />}
        </>
      )}
    </main>
  );
}
