export type NotifyOptions = {
  description?: string;
  action?: { label: string; run: () => void };
  requestId?: string;
  id?: string;
  /** How long it stays, where something may be undone for so long. */
  staysMs?: number;
};

export type Tone = "success" | "info" | "warning" | "error";
export type Show = (tone: Tone, title: string, options: NotifyOptions) => void;
