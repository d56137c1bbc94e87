import path from "node:path";

// What this house asks of its code and no rule of the linter's own says. Each message is what a developer does instead.

const SOURCES = path.join(import.meta.dirname, "src");
const COLUMNS_MAX = 120;

/** Classes of ours that exist once for each bundle of the web process. */
const BRANDED = new Set(["Refusal", "DatabaseError"]);

const UTILITY_TYPES =
  "Awaited Capitalize Exclude Extract InstanceType Lowercase NonNullable Omit Parameters Partial Pick Readonly " +
  "Record Required ReturnType Uncapitalize Uppercase";
const BROWSER_ONLY = "Document Element History Image Location Node Notification Option Range Selection Text";

/** Names of the language, of its utility types and of the browser that mean one thing everywhere. */
const BUILT_IN = new Set([
  ...Object.getOwnPropertyNames(globalThis).filter((name) => /^[A-Z]/.test(name)),
  ...`${UTILITY_TYPES} ${BROWSER_ONLY}`.split(" "),
]);

const instanceOfBranded = {
  create: (context) => ({
    BinaryExpression(node) {
      if (node.operator !== "instanceof" || !BRANDED.has(node.right.name)) return;
      const why = "a class exists once for each bundle, so instanceof misses what another threw.";
      const message = `Ask is${node.right.name}(): ${why}`;
      context.report({ node, message });
    },
  }),
};

const shadowedBuiltIn = {
  create(context) {
    const check = (node) => {
      if (node.id && BUILT_IN.has(node.id.name)) {
        context.report({ node: node.id, message: `${node.id.name} is built in. Give this a name of its own.` });
      }
    };
    return {
      TSTypeAliasDeclaration: check,
      TSInterfaceDeclaration: check,
      ClassDeclaration: check,
      FunctionDeclaration: check,
      VariableDeclarator: check,
    };
  },
};

const neighbourByName = {
  create(context) {
    const folder = path.dirname(context.filename);
    const isPlainNode = context.filename.endsWith(".mjs");
    const check = (node) => {
      const from = node.source?.value;
      if (typeof from !== "string" || isPlainNode || !folder.startsWith(SOURCES)) return;
      if (from.startsWith("../") && !/\.(json|mjs)$/.test(from) && path.resolve(folder, from).startsWith(SOURCES)) {
        context.report({ node, message: "Import from another folder by its full name: @/..." });
      }
      if (from.startsWith("@/") && path.dirname(path.join(SOURCES, from.slice(2))) === folder) {
        context.report({ node, message: `Import a neighbour as ./${path.basename(from)}.` });
      }
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check };
  },
};

/** The object `z` cannot be taken apart: with it every page loads all of zod, in all its languages. */
const zodInParts = {
  create: (context) => ({
    ImportDeclaration(node) {
      if (node.source.value !== "zod" || !node.specifiers.some(({ imported }) => imported?.name === "z")) return;
      context.report({ node, message: 'Write import * as z from "zod", of which pages load what they use.' });
    },
  }),
};

const BOUND_COLUMNS =
  "A column without a bound is as wide as the longest word in it. Write grid-cols-1, or minmax(0,1fr) for 1fr.";
/** A track of a column's own list that shares what is left, and takes no less than its content. */
const OPEN_TRACK = /grid-cols-\[(?:.*_)?[\d.]+fr[_\]]/;

const boundedGrid = {
  create: (context) => ({
    Literal(node) {
      const isMarkup = context.filename.endsWith(".tsx") && typeof node.value === "string";
      const classes = isMarkup ? node.value.split(/\s+/) : [];
      const hasColumns = !classes.includes("grid") || classes.some((name) => name.startsWith("grid-cols-"));
      if (!hasColumns || classes.some((name) => OPEN_TRACK.test(name)))
        context.report({ node, message: BOUND_COLUMNS });
    },
  }),
};

const lineLength = {
  create: (context) => ({
    Program() {
      context.sourceCode.lines.forEach((line, index) => {
        if (line.length <= COLUMNS_MAX) return;
        const at = { line: index + 1, column: COLUMNS_MAX };
        context.report({
          loc: { start: at, end: { ...at, column: line.length } },
          message: `This line is longer than ${COLUMNS_MAX} columns.`,
        });
      });
    },
  }),
};

export default {
  meta: { name: "house" },
  rules: {
    "bounded-grid": boundedGrid,
    "branded-errors": instanceOfBranded,
    "line-length": lineLength,
    "neighbour-imports": neighbourByName,
    "no-shadowed-built-in": shadowedBuiltIn,
    "zod-in-parts": zodInParts,
  },
};
