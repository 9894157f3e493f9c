import { z } from 'zod';
import { applyAllowed } from './allowedFills.ts';
import { address, plan, text, values, words } from './arguments.ts';
import { withReplies } from './asking.ts';
import { fillOutput, writeFills } from './fillAnswer.ts';
import { defineTool } from './tool.ts';

const fill = z.strictObject({
  section: address,
  values: values.optional().describe('By label, column, slot, child heading or "heading"'),
  content: text.optional().describe('New body, without its heading'),
  find: words.optional().describe('Phrase that content replaces'),
  mode: z.enum(['replace', 'append', 'rename', 'move', 'remove']).optional(),
  after: address.optional().describe('With move'),
  expect: words.optional().describe('Revision as read, to replace what somebody wrote'),
});

export const fillSection = defineTool({
  name: 'fill_section',
  title: 'Fill sections',
  description:
    'Write into many places of a plan at once; all else keeps its bytes. Sound fills happen, the others come back refused.',
  hints: { readOnly: false, destructive: true, idempotent: true, openWorld: false },
  input: z.strictObject({ plan, fills: z.array(fill).min(1).max(100) }),
  output: fillOutput,
  run({ plan: name, fills }, context) {
    return withReplies(context.ask, (replies) => {
      const what = replies.hasWord ? 'fill_section, overwriting allowed by form' : 'fill_section';
      const call = { plan: name, what, count: fills.length, noun: 'fills' };
      return writeFills({ ...call, apply: (text, setting) => applyAllowed(text, fills, setting, replies) }, context);
    });
  },
});
