/** Component styles go to a .css file: the content security policy allows no inline style. */
export default { compilerOptions: { runes: true, css: "external" } };
