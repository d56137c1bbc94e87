/** A name as one line: what is pasted or imported may break it, and a field of one line would then drop the break. */
export const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
