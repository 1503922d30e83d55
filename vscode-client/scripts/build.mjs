// Bundles the extension into dist/: what activates, and the language client, which is loaded when
// the server starts.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { build } from "esbuild";

// What of the protocol no version of our server offers. Without it the bundle is a quarter smaller,
// and the server is told of the capabilities that are left.
const UNUSED = [
  "callHierarchy",
  "colorProvider",
  "completion",
  "declaration",
  "definition",
  "diagnostic",
  "documentHighlight",
  "documentLink",
  "documentSymbol",
  "fileOperations",
  "foldingRange",
  "formatting",
  "implementation",
  "inlayHint",
  "inlineCompletion",
  "inlineValue",
  "linkedEditingRange",
  "moniker",
  "reference",
  "rename",
  "selectionRange",
  "semanticTokens",
  "sharedArrayCancellation",
  "signatureHelp",
  "textDocumentContent",
  "typeDefinition",
  "typeHierarchy",
  "workspaceSymbol",
];

// A feature that does nothing.
const FEATURE =
  "class { fillClientCapabilities() {} initialize() {} clear() {} getState() { return { kind: 'static' }; } }";

// What the client's modules repeat to import each other, though they are modules of one kind.
const INTEROP = /^var __createBinding = [\s\S]*?^var __importStar = [\s\S]*?^}\)\(\);$/m;

await build({
  entryPoints: ["src/extension.ts", "src/client.ts"],
  outdir: "dist",
  bundle: true,
  minify: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  supported: { "dynamic-import": false },
  external: ["vscode"],
  plugins: [
    { name: "apart", setup: keepApart },
    { name: "unused", setup: leaveOut },
  ],
  // When the editor began to load us, for the time that the output names.
  banner: { js: "const LOADING = performance.now();" },
  legalComments: "none",
  logLevel: "warning",
});

let size = 0;
for (const name of readdirSync("dist").filter((one) => one.endsWith(".js"))) {
  const bytes = statSync(`dist/${name}`).size;
  console.log(`dist/${name}: ${(bytes / 1000).toFixed(0)} kB`);
  size += bytes;
}
if (size > 300_000) {
  throw new Error(`The bundles are too large: ${size} bytes.`);
}

function keepApart({ onResolve }) {
  onResolve({ filter: /^\.\/client$/ }, ({ kind }) =>
    kind === "dynamic-import" ? { path: "./client.js", external: true } : undefined,
  );
}

/** Puts features that do nothing in the place of those that are not used. */
function leaveOut({ onLoad }) {
  // The editor's version was compared with `engines` before we were loaded.
  onLoad({ filter: /semver\/functions\/(parse|satisfies)\.js$/ }, () => ({
    contents: "module.exports = () => true;",
  }));
  const unused = UNUSED.join("|");
  // What a notebook is has to be known to convert anything; nothing else of it is needed.
  const features = new RegExp(`languageclient/lib/common/(notebook|${unused})\\.js$`);
  const messages = new RegExp(
    `(-protocol/lib/common/protocol\\.|-jsonrpc/lib/common/)(${unused})\\.js$`,
  );
  onLoad({ filter: features }, ({ path }) => exporting(path, FEATURE));
  onLoad({ filter: messages }, ({ path }) => exporting(path, "{}"));
  onLoad({ filter: /\/vscode-[^/]+\/lib\/common\/.*\.js$/ }, ({ path }) => ({
    contents: readFileSync(path, "utf8").replace(INTEROP, "const __importStar = (all) => all;"),
  }));
}

/** A module in which everything that the one there exports is the same thing. */
function exporting(path, thing) {
  const [declared] = /^exports\.\w.* = void 0;$/m.exec(readFileSync(path, "utf8"));
  return { contents: declared.replace("void 0", thing) };
}
