export { commands, events } from "./bindings";
export type * from "./bindings";
export { announceChange, onChange } from "./changes";
export { follow } from "./follow";
export { holdQueries, query, type Answer, type Query } from "./query.svelte";
