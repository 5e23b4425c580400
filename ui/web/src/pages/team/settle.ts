import { post } from "../../api/client";
import { sorry, toast } from "../../kit/toasts";
import { api } from "../../project";

/** Decides what an item is, as a reviewer, with a way back. */
export async function settle(item: { row: number; version: number }, label: number, again: () => void): Promise<void> {
  const { act } = await post<{ act: number }>(api("/adjudications"), { row: item.row, label, version: item.version });
  toast("Decided.", {
    action: { label: "Undo", run: () => void post(api(`/acts/${act}/undo`)).then(again, sorry) },
  });
}
