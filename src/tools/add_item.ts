import { z } from 'zod';
import { addItems } from '../plan/edits/add/addItems.ts';
import { address, plan, values } from './arguments.ts';
import { fillOutput, writeFills } from './fillAnswer.ts';
import { defineTool } from './tool.ts';

const item = z.strictObject({
  section: address,
  values: values.describe('As in fill_section; a plain list takes "item", a question "question", owner, due'),
  after: address.optional().describe('Sibling'),
});

export const addItem = defineTool({
  name: 'add_item',
  title: 'Add items',
  description:
    'Add one more of what a section holds, numbered on: a phase, table row, list item, question, gate. What is not given stays open.',
  // Two items of one call, sent again, are not the last sibling's equal both: a retry may add the first once more.
  hints: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  input: z.strictObject({ plan, items: z.array(item).min(1).max(100) }),
  output: fillOutput,
  run({ plan: name, items }, context) {
    const call = { plan: name, what: 'add_item', count: items.length, noun: 'items' };
    return writeFills({ ...call, apply: (text, setting) => addItems(text, items, setting) }, context);
  },
});
