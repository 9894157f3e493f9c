import type { TestServer } from '../../support/server.ts';
import { type Attempt, callsWith } from './escapeAttempts.ts';
import { type Scene, type Target, targets } from './escapeScene.ts';

/** Makes an attempt on what is there and on what is not; what it betrayed or changed, nothing where it failed. */
export async function faultsOf(attempt: Attempt, scene: Scene, server: TestServer): Promise<string[]> {
  const before = scene.snapshot();
  const faults: string[] = [];
  const answers: string[] = [];
  for (const target of targets) {
    const told = await answersTo(attempt, scene, target, server);
    for (const text of told) if (text.includes(scene.canary)) faults.push(`${attempt.name}: ${text.slice(0, 300)}`);
    answers.push(told.map((text) => withoutNames(text)).join('\n---\n'));
    if (scene.snapshot() !== before) faults.push(`${attempt.name}: something changed outside`);
  }
  const [there, missing] = answers;
  if (there !== missing)
    faults.push(`${attempt.name}: tells what is there: ${firstDifference(there ?? '', missing ?? '')}`);
  return faults;
}

async function answersTo(attempt: Attempt, scene: Scene, target: Target, server: TestServer): Promise<string[]> {
  scene.reset();
  attempt.arrange?.(scene, target);
  const made = attempt.calls(scene, target);
  const told: string[] = [];
  for (const [tool, input] of typeof made === 'string' ? callsWith(made) : made) {
    const answer = await server.call(tool, input);
    told.push(`${tool} ${answer.text} ${JSON.stringify(answer.data ?? {})}`);
  }
  return told;
}

/** What may differ: the names that were asked for, and the revisions of texts that hold them. */
function withoutNames(text: string): string {
  return text
    .replace(/\b[0-9a-f]{12}\b/g, 'REVISION')
    .replace(/absent|abs\*/g, (name) => (name === 'absent' ? 'secret' : 'sec*'));
}

function firstDifference(one: string, other: string): string {
  const [lines, others] = [one.split('\n'), other.split('\n')];
  const at = lines.findIndex((line, index) => line !== others[index]);
  return `${(lines[at] ?? '').slice(0, 300)} <> ${(others[at] ?? '').slice(0, 300)}`;
}
