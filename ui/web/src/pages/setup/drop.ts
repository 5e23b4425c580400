import type { Chosen } from "./send";

/** All files of what was dropped, those in folders with their path. */
export async function dropped(transfer: DataTransfer): Promise<Chosen[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.() ?? null);
  if (entries.some((entry) => entry !== null)) {
    const all: Chosen[] = [];
    for (const entry of entries) {
      if (entry) {
        await gather(entry, "", all);
      }
    }
    return all;
  }
  return picked(transfer.files);
}

/** All files of a file field. */
export function picked(files: FileList | null): Chosen[] {
  return [...(files ?? [])].map((file) => ({ name: file.webkitRelativePath || file.name, file }));
}

async function gather(entry: FileSystemEntry, before: string, all: Chosen[]): Promise<void> {
  const name = before + entry.name;
  if (entry.isFile) {
    const file = await new Promise<File>((done, refuse) => (entry as FileSystemFileEntry).file(done, refuse));
    all.push({ name, file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // a folder tells at most a hundred entries at once
    const some = await new Promise<FileSystemEntry[]>((done, refuse) => reader.readEntries(done, refuse));
    if (some.length === 0) {
      return;
    }
    for (const one of some) {
      await gather(one, `${name}/`, all);
    }
  }
}
