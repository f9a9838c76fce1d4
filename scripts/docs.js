// @ts-check

/**
 * Writes the parts of the documentation that follow from the rules themselves: the beginning of each rule's page, down
 * to its first section, and the table in the README. With `--check` it writes nothing and fails when a file would change.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import process from 'node:process';
import plugin from 'eslint-plugin-async-resources';
import { format, resolveConfig } from 'prettier';
import { root } from './run.js';

/** @typedef {{ description?: string | undefined, requiresTypeChecking?: boolean, profitsFromTypes?: boolean }} Docs */
/** @typedef {{ name: string, docs: Docs, hasSuggestions: boolean, presets: string[] }} Rule */

/** @type {Rule[]} */
const rules = Object.entries(plugin.rules ?? {}).map(([name, { meta }]) => ({
  name,
  docs: /** @type {Docs} */ (meta?.docs ?? {}),
  hasSuggestions: meta?.hasSuggestions === true,
  presets: Object.entries(plugin.configs)
    .filter(([, config]) => config.rules?.[`async-resources/${name}`] !== undefined)
    .map(([preset]) => preset),
}));

/** @param {Rule} rule */
function beginning({ name, docs, hasSuggestions, presets }) {
  const notes = [
    `Presets: ${presets.map((preset) => `\`${preset}\``).join(', ')}.`,
    `${typeInformation(docs)} type information.`,
    ...(hasSuggestions ? ['Has suggestions.'] : []),
  ];
  return `# ${name}\n\n> ${docs.description ?? ''}\n\n${notes.join(' ')}\n\n`;
}

/** @param {Docs} docs */
function typeInformation({ requiresTypeChecking, profitsFromTypes }) {
  if (requiresTypeChecking === true) return 'Needs';
  return profitsFromTypes === true ? 'Works without, and sees more with,' : 'Makes no use of';
}

function table() {
  const rows = rules.map(({ name, docs, hasSuggestions, presets }) =>
    [
      `[${name}](docs/rules/${name}.md)`,
      docs.description ?? '',
      `\`${presets[0] ?? ''}\``,
      docs.requiresTypeChecking === true ? 'needed' : docs.profitsFromTypes === true ? 'helps' : 'not used',
      hasSuggestions ? 'yes' : 'no',
    ].join(' | '),
  );
  return ['rule | reports | from preset | type information | suggestions', '--- | --- | --- | --- | ---', ...rows]
    .map((row) => `| ${row} |`)
    .join('\n');
}

/**
 * @param {string} path
 * @param {(text: string) => string} edit
 */
async function update(path, edit) {
  const file = join(root, path);
  const old = readFileSync(file, 'utf8');
  const text = await format(edit(old), { ...(await resolveConfig(file)), filepath: file });
  if (text === old) return;
  if (process.argv.includes('--check')) {
    console.error(`${relative(root, file)} is not in step with the rules; run \`npm run docs\`.`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
  }
}

for (const rule of rules) {
  await update(`docs/rules/${rule.name}.md`, (text) => beginning(rule) + text.slice(text.indexOf('\n## ') + 1));
}
await update('README.md', (text) =>
  text.replace(/(?<=<!-- rules: .* -->\n)[^]*?(?=<!-- end of rules -->)/, () => `\n${table()}\n\n`),
);
