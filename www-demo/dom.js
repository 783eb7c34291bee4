/** An element with properties and children; attributes with a hyphen, and `role`, are set as attributes. */
export function el(name, properties = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (key.includes('-') || key === 'role' || key === 'list' || key === 'for') node.setAttribute(key, value === true ? '' : value);
    else node[key] = value;
  }
  node.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return node;
}

/** Sets what is otherwise already: writing what is there costs the browser as much as a change. */
export function change(node, properties) {
  for (const [key, value] of Object.entries(properties)) if (node[key] !== value) node[key] = value;
}
