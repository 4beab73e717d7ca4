// What makes the pages live. Every page works without it.
// @ts-check

/** Shows what the server sends of the part of the page that changes. */
function follow(/** @type {HTMLElement} */ part) {
  const events = new EventSource(/** @type {string} */ (part.dataset.follow));
  events.addEventListener("overview", event => {
    // Whoever selects text or walks through links must not lose the place.
    const focused = part.contains(document.activeElement) || String(getSelection()).length > 0;
    if (!focused && !document.hidden) part.innerHTML = event.data;
  });
  events.addEventListener("error", () => part.classList.add("stale"));
  events.addEventListener("open", () => part.classList.remove("stale"));
  addEventListener("pagehide", () => events.close());
}

document.querySelectorAll("[data-follow]").forEach(part => follow(/** @type {HTMLElement} */ (part)));

/** Loads the page again, second by second, and shows what has changed of a part; what is being filled in elsewhere stays. */
function reload(/** @type {HTMLElement} */ part) {
  const { page, reload: seconds, state } = part.dataset;
  if (page && seconds) setTimeout(async () => {
    const fresh = document.hidden ? null : await load(page, part.id);
    if (fresh && fresh.dataset.state !== state) location.replace(page);
    else if (fresh) part.replaceWith(fresh);
    reload(fresh ?? part);
  }, Number(seconds) * 1000);
}

/** A part of a page as it is now; nothing if it cannot be had, so that it is asked for again. */
async function load(/** @type {string} */ page, /** @type {string} */ id) {
  try {
    const answer = await fetch(page);
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id) : null;
  } catch {
    return null;
  }
}

document.querySelectorAll("[data-reload]").forEach(part => reload(/** @type {HTMLElement} */ (part)));
