// Packages the extension with the server's wheel into lessonls-VERSION.vsix.
import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const out = `lessonls-${version}.vsix`;
const run = (program, ...args) => execFileSync(program, args, { stdio: "inherit" });

rmSync("dist", { recursive: true, force: true });
for (const old of readdirSync(".").filter((name) => name.endsWith(".vsix"))) {
  rmSync(old);
}
run(process.execPath, "scripts/build.mjs");
const python = [process.env.PYTHON, "../.venv/bin/python"].find((one) => one && existsSync(one));
if (!python) {
  throw new Error("The server's wheel is built by .venv: run scripts/setup dev first.");
}
// No isolation: what builds the wheel is pinned in the checkout's lock.
run(
  python,
  "-m",
  "uv",
  "build",
  "--quiet",
  "--wheel",
  "--no-build-isolation",
  "--out-dir",
  "dist/server",
  "..",
);
copyFileSync("../examples/matrix_product.cpp", "dist/matrix_product.cpp");
copyFileSync("../LICENSE", "LICENSE");

// In the package the pictures are beside it.
const readme = readFileSync("README.md", "utf8");
mkdirSync("dist/images");
for (const [, picture] of readme.matchAll(/\]\(\.\.\/docs\/images\/([\w.-]+)\)/g)) {
  copyFileSync(`../docs/images/${picture}`, `dist/images/${picture}`);
}
writeFileSync("dist/README.md", readme.replaceAll("../docs/images/", "dist/images/"));

const options = ["--no-dependencies", "--no-rewrite-relative-links", "--allow-missing-repository"];
try {
  run(
    process.execPath,
    "node_modules/@vscode/vsce/vsce",
    "package",
    ...options,
    "--readme-path",
    "dist/README.md",
    "--out",
    out,
  );
} finally {
  rmSync("LICENSE");
}
console.log(`${out}: ${(statSync(out).size / 1000).toFixed(0)} kB`);
