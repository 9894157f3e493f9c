/**
 * What a client tells its model of us before any tool is loaded: under 2,048 characters, the first sentence saying when we are
 * needed, as tool search may read no further.
 */
export const instructions = `Use Plankeeper whenever an implementation plan in this workspace is drafted, filled in, read, changed, checked, approved or tracked, or its open questions and constitution come up. A plan is a plain Markdown file made from a template; people edit it too, so never rewrite the file whole.

New plan: list_templates, create_plan, then read_plan with view "unfilled" and fill_section for many places in one call; add_item for one more phase, risk, question or row.
Existing plan: list_plans, then read_plan. Name places by what you see: heading text, number, row or item id; every id in an answer is an address.
fill_section changes only the places that it names. To replace or remove text that somebody wrote, pass the section's revision, as read_plan shows it, as expect; a refusal quotes the present text with its revision. To change a phrase, use find.
Before work starts: check_constitution, list_open_questions, check_plan. They report what stands in the file; whether a principle is met is your judgement, recorded by mark_item with its evidence. Do not invent answers: ask the people who own the questions, then answer_question.
While work goes on: mark_item for each task. set_status moves the plan through its gates; Approved takes a person's name and words, never yours. restore_plan undoes the last tool edit, or brings back a revision or Git commit.
Where the client can show forms, set_status Approved and answer_question with a question alone ask the person, and what would overwrite text that you have not read asks for leave. A form that comes back unfilled may be a no: write nothing, ask in chat once.
A refusal opens with its code in brackets and says which call would work.
`;
