/** How many orders are picked in one walk. */
export const ORDERS_OF_LIST_MAX = 100;

export const PICK_LIST_VIEWS = ["open", "mine", "done"] as const;
export type PickListView = (typeof PICK_LIST_VIEWS)[number];

export const pickListName = (number: number): string => `Pick list ${number}`;

export const waveName = (number: number): string => `Wave ${number}`;
/** Where a list of a wave is picked. */
export const zoneName = (code: string | null): string => (code === null ? "Outside zones" : `Zone ${code}`);

type Work = { quantity: number; picked: number };

/** What is still to be fetched. */
export const toPick = ({ quantity, picked }: Work): number => quantity - picked;
