// @ts-check

/* Waits for the end of its owner, then calls one function: see watchdog.mjs. */

const [module = "", name = "", argument = "null"] = process.argv.slice(2);

// Loaded at once, since the files may be other ones when the owner ends.
const { [name]: cleanUp } = await import(module);

process.stdin.on("error", () => {});
process.stdin.once("close", () => cleanUp(JSON.parse(argument)));
process.stdin.resume();
