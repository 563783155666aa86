"""What the customer is told, and what they see: messages at the steps of an order, and the page of their parcel."""
