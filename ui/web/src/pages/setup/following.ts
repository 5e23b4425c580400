import { useSignalEffect, useSignal } from "@preact/signals";
import { type Job, jobs } from "../../api/live";

/** Follows a job until it ends, and then says so once. */
export function useFollowing(onEnd: (job: Job) => void) {
  const id = useSignal<string | null>(null);
  useSignalEffect(() => {
    const job = jobs.value.find((one) => one.id === id.value);
    if (job && (job.state === "done" || job.state === "failed" || job.state === "cancelled")) {
      id.value = null;
      onEnd(job);
    }
  });
  return {
    /** Whether something is followed. */
    busy: id.value !== null,
    follow: (job: { id: string }) => (id.value = job.id),
  };
}
