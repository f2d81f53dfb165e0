export { announceChange, onChange, type Change } from "./changes";
export { query, type Answer, type Query } from "./query.svelte";
