import { z } from "zod";
import { ProductReviewQuery, ReviewQuery } from "~/models/review/query";
import { list, one } from "./envelope";
import { operation } from "./operation";
import { ModeratedReview, Review } from "./schemas/review";

const tag = "Reviews";
const params = { reviewId: "Review" };

export const listProductReviews = operation({
  id: "listProductReviews",
  method: "GET",
  path: "/api/products/{productId}/reviews",
  tag,
  summary: "List the reviews of a product",
  params: { productId: "Product" },
  query: ProductReviewQuery,
  answers: { 200: { description: "A part of the list", body: list(Review) } },
});

export const listReviews = operation({
  id: "listReviews",
  method: "GET",
  path: "/api/reviews",
  tag,
  summary: "List the reviews of all products",
  description:
    "Those that everybody reads and those of drafts, or with `filter[takenDown]=true` those that were taken down. What its author took back is gone.",
  scope: "reviews:read",
  query: ReviewQuery,
  answers: { 200: { description: "A part of the list", body: list(ModeratedReview) } },
});

export const readReview = operation({
  id: "readReview",
  method: "GET",
  path: "/api/reviews/{reviewId}",
  tag,
  summary: "Read a review",
  scope: "reviews:read",
  params,
  answers: { 200: { description: "The review", body: one(ModeratedReview) } },
});

export const takeDownReview = operation({
  id: "takeDownReview",
  method: "DELETE",
  path: "/api/reviews/{reviewId}",
  tag,
  summary: "Take a review down",
  description:
    "It leaves the product and its rating. Its author is told so on the page where it was written, and cannot write another. It can be restored for 90 days.",
  scope: "reviews:write",
  params,
  versioned: true,
  answers: { 200: { description: "It is down", body: z.strictObject({ message: z.literal("Deleted") }) } },
});

export const restoreReview = operation({
  id: "restoreReview",
  method: "POST",
  path: "/api/reviews/{reviewId}/restore",
  tag,
  summary: "Bring back a review that was taken down",
  scope: "reviews:write",
  params,
  answers: { 200: { description: "The review as it is now", body: one(ModeratedReview) } },
});
