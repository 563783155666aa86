// The screen stays on while a walk is on, where the browser can do that (HTTPS).

let lock = null;

/** @param {() => boolean} isOn */
export function stayAwake(isOn) {
  const hold = async () => {
    if (!navigator.wakeLock || document.hidden || !isOn()) return;
    lock = await navigator.wakeLock.request("screen").catch(() => null); // a low battery may refuse it
  };
  document.addEventListener("visibilitychange", hold); // a hidden page loses it
  document.addEventListener("changed", () => {
    if (!lock || isOn()) return;
    lock.release();
    lock = null;
  });
  hold();
}
