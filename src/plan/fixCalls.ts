import type { PlanReading } from './planReading.ts';

/** The call that puts other words for a phrase in a place; what is to be written stands in angle brackets. */
export function replaceCall({ setting }: PlanReading, section: string, find: string, content: string): string {
  const plan = setting.path ?? '<plan>';
  return `fill_section ${JSON.stringify({ plan, fills: [{ section, find: find.slice(0, 200), content }] })}`;
}

/** The call that adds text to a place. */
export function appendCall({ setting }: PlanReading, section: string, content: string): string {
  const plan = setting.path ?? '<plan>';
  return `fill_section ${JSON.stringify({ plan, fills: [{ section, mode: 'append', content }] })}`;
}
