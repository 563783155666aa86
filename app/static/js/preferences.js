// How this device answers and looks: kept on the device, whoever works with it. theme.js reads the same before anything is drawn.

const KEY = "preferences";

/**
 * loudness 0 to 3; quiet: the kinds of answer without a tone; theme "" is the system's own.
 * @type {{loudness: number, quiet: string[], vibrates: boolean, speaks: boolean, hand: "left" | "right", theme: string}}
 */
export const preferences = { loudness: 2, quiet: [], vibrates: true, speaks: false, hand: "right", theme: "", ...kept() };

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEY) || "{}");
  } catch (refused) {
    return {};
  }
}

/** @param {object} chosen */
export function prefer(chosen) {
  Object.assign(preferences, chosen);
  localStorage.setItem(KEY, JSON.stringify(preferences));
}
