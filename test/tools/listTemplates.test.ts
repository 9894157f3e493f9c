import { expect, test } from 'vitest';
import { callerIn } from '../support/inProcess.ts';
import { makeWorkspace } from '../support/workspace.ts';

const bare = '# 🛠 Werkstattplan «${größe}» — ${name}\n\n- **Halle**: ${halle}\n\n## Ziel\n\n[Was gebaut wird]\n';
const told = '# Plan: [NAME]\n\nHow we build [THING].\n\nHow we build in our yard. More.\n';

test('a title with slots and a text without prose are listed without what was around them', async () => {
  const files = makeWorkspace({ '.plankeeper/templates/werkstatt.md': bare, '.plankeeper/templates/yard.md': told });
  const { text } = await callerIn(files.path).call('list_templates', {});
  const [werkstatt, yard] = text.split('\n');
  expect(werkstatt).toBe('werkstatt (.plankeeper/templates/werkstatt.md): 🛠 Werkstattplan.');
  expect(yard).toBe('yard (.plankeeper/templates/yard.md): Plan. How we build in our yard.');
});

test('the only one without prose is taken where none is named', async () => {
  const files = makeWorkspace({ '.plankeeper/templates/werkstatt.md': bare });
  const { text, data } = await callerIn(files.path).call('list_templates', {});
  expect(text.split('\n')[0]).toMatch(/: 🛠 Werkstattplan\. Taken where none is named\.$/);
  expect(data?.['templates']).toContainEqual(
    expect.objectContaining({ title: '🛠 Werkstattplan', description: 'Taken where none is named.' }),
  );
});
