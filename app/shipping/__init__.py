"""From closed carton to the customer: carriers, waybills, manifests, tracking."""
