// What makes the pages live. Every page works without it.
// @ts-check

/** Shows the changing part of the page as the server sends it. */
function follow(/** @type {HTMLElement} */ part) {
  const events = new EventSource(/** @type {string} */ (part.dataset.follow));
  events.addEventListener("overview", event => {
    // Users who select text or tab through links must not lose their place.
    const focused = part.contains(document.activeElement) || String(getSelection()).length > 0;
    if (focused || document.hidden) return;
    const open = Array.from(part.querySelectorAll("details[open]"), details => details.id);
    part.innerHTML = event.data;
    part.querySelectorAll("details").forEach(details => {
      details.open = open.includes(details.id);
    });
  });
  const lost = document.createElement("p");
  lost.className = "refusal";
  lost.setAttribute("role", "status");
  events.addEventListener("error", () => {
    const at = part.querySelector(".asof time")?.textContent;
    lost.textContent = `Connection lost.${at ? ` Data from ${at}.` : ""}`;
    if (!lost.isConnected) part.before(lost);
    part.classList.add("stale");
  });
  events.addEventListener("open", () => {
    lost.remove();
    part.classList.remove("stale");
  });
  addEventListener("pagehide", () => events.close());
}

document.querySelectorAll("[data-follow]").forEach(part => follow(/** @type {HTMLElement} */ (part)));

/** Reloads the page every second and shows how a part has changed; forms that are being filled in elsewhere are kept. */
function reload(/** @type {HTMLElement} */ part) {
  const { page, reload: seconds, state } = part.dataset;
  if (page && seconds) setTimeout(async () => {
    const fresh = document.hidden ? null : await load(page, part.id);
    if (fresh && fresh.dataset.state !== state && !isBeingFilledIn()) location.replace(page);
    else if (fresh) part.replaceWith(fresh);
    reload(fresh ?? part);
  }, Number(seconds) * 1000);
}

/** Whether somebody has begun to fill in a form, which a page that is loaded again would lose. */
function isBeingFilledIn() {
  return [...document.querySelectorAll("input:not([type=hidden]), textarea")].some(field => {
    const { value, defaultValue } = /** @type {HTMLInputElement | HTMLTextAreaElement} */ (field);
    return value !== defaultValue;
  });
}

/** A part of a page as it is now; nothing if it cannot be loaded, in which case it is requested again. */
async function load(/** @type {string} */ page, /** @type {string} */ id) {
  try {
    const answer = await fetch(page);
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id) : null;
  } catch {
    return null;
  }
}

document.querySelectorAll("[data-reload]").forEach(part => reload(/** @type {HTMLElement} */ (part)));

// As in many programs: a slash leads to the search, unless somebody is writing.
addEventListener("keydown", event => {
  const at = /** @type {HTMLElement} */ (event.target);
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || at.closest?.("input, textarea, select, [contenteditable]")) return;
  const box = /** @type {HTMLInputElement | null} */ (document.querySelector(".find input"));
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
