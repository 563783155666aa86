// At a desk: htmx requests carry the token, a session that ended leads to the sign-in page.
document.body.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = document.querySelector('meta[name="csrf-token"]').content;
});
