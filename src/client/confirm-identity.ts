type Asker = () => Promise<boolean>;

let asker: Asker | null = null;

/** The dialog of the page, which asks its person to show that it is them. Gives what takes it away again. */
export function askBy(ask: Asker): () => void {
  asker = ask;
  return () => {
    if (asker === ask) asker = null;
  };
}

/** Whether they did; on a page without the dialog they cannot. */
export const askWhoItIs = (): Promise<boolean> => asker?.() ?? Promise.resolve(false);
