// dependency-cruiser reads path aliases from here: it cannot read tsconfig.json without TypeScript 6's programming
// interface.
const path = require("node:path");

module.exports = { resolve: { alias: { "@": path.join(__dirname, "src") } } };
