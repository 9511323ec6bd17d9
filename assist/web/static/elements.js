// Makes elements. Words reach the page through textContent only, so nothing said on a call can become markup.

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "on") for (const [type, listener] of Object.entries(value)) element.addEventListener(type, listener);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// Replace children only where the content differs, so that focus, selection and announcements survive a repaint.
export function paint(parent, key, build) {
  const signature = JSON.stringify(key);
  if (parent.dataset.painted === signature) return;
  parent.dataset.painted = signature;
  parent.replaceChildren(...[build()].flat().filter(Boolean));
}

export function clock(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

export function money(amount, currency, locale) {
  if (amount === null || amount === undefined) return "";
  if (!currency) return String(amount);
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    minimumFractionDigits: Number.isInteger(amount) ? 0 : 2,
  }).format(amount);
}
