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
  "notebook",
  "reference",
  "rename",
  "selectionRange",
  "semanticTokens",
  "signatureHelp",
  "textDocumentContent",
  "typeDefinition",
  "typeHierarchy",
  "workspaceSymbol",
];

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
if (size > 340_000) {
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
  const names = new RegExp(`languageclient/lib/common/(${UNUSED.join("|")})\\.js$`);
  onLoad({ filter: names }, ({ path }) => {
    const exported = readFileSync(path, "utf8").matchAll(/^exports\.(\w+) = \1;$/gm);
    const nothing =
      "class Nothing { fillClientCapabilities() {} initialize() {} clear() {} getState() { return { kind: 'static' }; } }";
    const features = [...exported].map(([, name]) => `exports.${name} = class extends Nothing {};`);
    return { contents: [nothing, ...features].join("\n") };
  });
}
