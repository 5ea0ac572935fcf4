// Lays out the graph of standard input with elkjs: seconds and the result to standard output.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
const require = createRequire(process.argv[2] + "/package.json");
const ELK = require("elkjs/lib/elk.bundled.js");
const { graph, warm } = JSON.parse(readFileSync(0, "utf8"));
const elk = new ELK();
await elk.layout(warm);
const start = performance.now();
const made = await elk.layout(graph);
process.stdout.write(JSON.stringify({ seconds: (performance.now() - start) / 1000, made }));
