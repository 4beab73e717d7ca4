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
