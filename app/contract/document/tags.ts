/** The parts of the API in the order in which one meets them. */
export const tags: readonly { name: string; description: string }[] = [
  { name: "Products", description: "What the shop sells, with tiers and pictures" },
  { name: "Images", description: "The pictures of products" },
  { name: "Categories", description: "The shelves that products stand on" },
  { name: "Reviews", description: "What customers say of products" },
  { name: "Imports", description: "Many products from a file" },
  { name: "Events", description: "What happened in the shop, in order" },
  { name: "Webhooks", description: "Being told when something happens" },
  { name: "Device stream", description: "What paired apps ask by plain HTTP" },
  { name: "Your key", description: "What the caller's own key may do, and what it did" },
  { name: "System", description: "The state of the shop" },
];
