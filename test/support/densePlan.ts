/** A plan of 50 KB with 120 headings, as plans of that size have in the collection that was looked at: many of them alike, some numbered. */
export function densePlan(): string {
  const sentence = 'The ferry leaves every forty minutes from the east quay, and the crew changes at noon. ';
  const parts = ['Goals', 'Scope', 'Dependencies', 'Deliverables', 'Done when', 'Risks and mitigation'];
  const phases = Array.from({ length: 12 }, (_, index) => {
    const head = `### Phase ${index + 1}: Quay number ${index + 1}`;
    const body = parts.map((part) => `#### ${part}\n\n${sentence.repeat(6)}`).join('\n\n');
    return `${head}\n\n${body}`;
  });
  const numbered = Array.from({ length: 12 }, (_, index) => {
    const inner = ['First', 'Second'].map(
      (word, at) => `### ${index + 2}.${at + 1} ${word} matter of ${index + 2}\n\n${sentence.repeat(5)}`,
    );
    return `## ${index + 2}. Chapter on matter ${index + 2}\n\n${inner.join('\n\n')}`;
  });
  return `# Ferry lines\n\n**Status**: Draft\n\n## 1. Phases\n\n${phases.join('\n\n')}\n\n${numbered.join('\n\n')}\n`;
}
