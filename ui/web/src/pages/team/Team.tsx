import { useSignal } from "@preact/signals";
import { get } from "../../api/client";
import { Choice, Notice } from "../../kit/kit";
import { useAsk } from "../../kit/ask";
import { api, type Role } from "../../project";
import { AgreementPart } from "./AgreementPart";
import { Disagreements } from "./Disagreements";
import { LogPart } from "./LogPart";
import { Members } from "./Members";
import { Relabel } from "./Relabel";
import "./team.css";

type Part = "people" | "agreement" | "disagreements" | "again" | "log";

/** Who works on the project, how far they agree, who decides, and everything that happened. */
export function Team(props: Record<string, string>) {
  const part = useSignal<Part>("people");
  const [me] = useAsk(() => get<{ role: Role }>(api("/team/me")), [props["id"]]);
  const role = me.value.value?.role;
  if (role === undefined) {
    return me.value.refused ? (
      <main>
        <Notice tone="error">{me.value.refused}</Notice>
      </main>
    ) : null;
  }
  if (role === "viewer" || role === "labeller") {
    return (
      <main>
        <h1>Team</h1>
        <Notice>You are a {role} here. Reviewers and owners see who works on the project and how far people agree.</Notice>
      </main>
    );
  }
  return (
    <main class="stack team">
      <div class="row between">
        <h1>Team</h1>
        <Choice<Part>
          label="Part of the page"
          value={part.value}
          onChange={(to) => (part.value = to)}
          options={[
            { value: "people", label: "People" },
            { value: "agreement", label: "Agreement" },
            { value: "disagreements", label: "Disagreements" },
            { value: "again", label: "Look again" },
            { value: "log", label: "Log" },
          ]}
        />
      </div>
      {part.value === "people" && <Members owner={role === "owner"} />}
      {part.value === "agreement" && <AgreementPart />}
      {part.value === "disagreements" && <Disagreements />}
      {part.value === "again" && <Relabel />}
      {part.value === "log" && <LogPart address={api("/audit")} file={api("/audit/file")} items />}
    </main>
  );
}
