import { z } from 'zod';
import { onOneLine } from '../plan/quote.ts';
import { defineTool } from './tool.ts';
import { templatesFor, usualTemplate } from './templates.ts';

const template = z.strictObject({
  id: z.string(),
  title: z.string(),
  description: z.string(),
  source: z.enum(['built-in', 'workspace']),
  path: z.string().optional(),
  labels: z.array(z.string()),
});

/** How many labels of a template the list names. */
const mostLabels = 12;

export const listTemplates = defineTool({
  name: 'list_templates',
  title: 'List plan templates',
  description: "List the plan templates, the workspace's own first.",
  hints: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  input: z.strictObject({}),
  output: z.strictObject({ templates: z.array(template) }),
  async run(_input, context) {
    const { templates, faults } = await templatesFor(context);
    const usual = usualTemplate(templates);
    const listed = templates.map((each) => ({
      id: each.id,
      title: onOneLine(each.title, 200),
      description: [onOneLine(each.description, 400), each === usual ? 'Taken where none is named.' : '']
        .filter((sentence) => sentence !== '')
        .join(' '),
      source: each.source,
      ...(each.source === 'workspace' && each.path !== undefined ? { path: each.path } : {}),
      labels: each.labels.slice(0, mostLabels).map((label) => onOneLine(label, 100)),
    }));
    const lines = listed.map(({ id, path, source, title, description }) =>
      `${id} (${path ?? source}): ${title}. ${description}`.trimEnd(),
    );
    const broken = faults.map((fault) => `not loaded: ${onOneLine(fault.text, 600)}`);
    return { text: [...lines, ...broken].join('\n'), data: { templates: listed } };
  },
});
