// Light, dark, or as the system is: set before anything is drawn, and remembered.
"use strict";
{
  const CHOICES = ["system", "light", "dark"];
  const root = document.documentElement;
  const apply = (choice) => {
    root.dataset.theme = choice;
    const button = document.querySelector("#theme");
    if (button) button.setAttribute("aria-label", `Appearance: ${choice === "system" ? "as the system" : choice}`);
  };
  apply(CHOICES.find((choice) => choice === localStorage.getItem("theme")) ?? "system");
  document.addEventListener("DOMContentLoaded", () => {
    apply(root.dataset.theme);
    document.querySelector("#theme").addEventListener("click", () => {
      const next = CHOICES[(CHOICES.indexOf(root.dataset.theme) + 1) % CHOICES.length];
      localStorage.setItem("theme", next);
      apply(next);
    });
  });
}
