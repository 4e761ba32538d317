// Builds what browsers get into the edge's package: bundled, minified, named by content, compressed beforehand.
//   node build.mjs            writes ../src/edge/web/built/
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "../src/edge/web/built");
const BUNDLES = { "portal.css": "styles/portal.css", "portal.js": "scripts/portal.ts" };

async function bundled(entry) {
  const made = await build({
    entryPoints: [join(here, entry)],
    bundle: true,
    minify: true,
    write: false,
    legalComments: "none",
    target: ["chrome123", "firefox121", "safari17.5"], // light-dark() is known from these on
    logLevel: "warning",
  });
  return Buffer.from(made.outputFiles[0].contents);
}

async function kept(name, content) {
  const digest = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const file = name.replace(/\.(\w+)$/, `.${digest}.$1`);
  const brotli = brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  });
  await Promise.all([
    writeFile(join(out, file), content),
    writeFile(join(out, `${file}.br`), brotli),
    writeFile(join(out, `${file}.gz`), gzipSync(content, { level: 9 })),
  ]);
  return file;
}

async function icons() {
  const names = JSON.parse(await readFile(join(here, "icons.json"), "utf8"));
  const drawn = {};
  for (const name of names) {
    const svg = await readFile(join(here, "node_modules/lucide-static/icons", `${name}.svg`), "utf8");
    drawn[name] = svg.match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1].replace(/\s*\n\s*/g, "");
  }
  return drawn;
}

// What their authors ask for in return: to be named wherever their work goes.
async function licences() {
  const { dependencies } = JSON.parse(await readFile(join(here, "package.json"), "utf8"));
  const told = [];
  for (const name of Object.keys(dependencies)) {
    const folder = join(here, "node_modules", name);
    const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
    told.push(`${name}\n\n${(await readFile(join(folder, file), "utf8")).trim()}\n`);
  }
  return Buffer.from(told.join("\n\n"));
}

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
const names = {};
for (const [name, entry] of Object.entries(BUNDLES)) {
  names[name] = await kept(name, await bundled(entry));
}
names["licences.txt"] = await kept("licences.txt", await licences());
// The worker keeps one address for ever: browsers look there for the next one.
await writeFile(join(out, "worker.js"), await bundled("scripts/worker.ts"));
await writeFile(join(out, "icons.json"), JSON.stringify(await icons()));
await writeFile(join(out, "names.json"), JSON.stringify(names, null, 1));
