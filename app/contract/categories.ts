import { z } from "zod";
import { CategoryBody, CategoryPatch } from "~/models/category/body";
import { CategoryQuery } from "~/models/category/query";
import { list, one } from "./envelope";
import { operation } from "./operation";
import { Category } from "./schemas/category";

const tag = "Categories";
const params = { categoryId: "Category" };
const scope = "categories:write";

export const listCategories = operation({
  id: "listCategories",
  method: "GET",
  path: "/api/categories",
  tag,
  summary: "List the categories",
  query: CategoryQuery,
  answers: { 200: { description: "A part of the list", body: list(Category) } },
});

export const createCategory = operation({
  id: "createCategory",
  method: "POST",
  path: "/api/categories",
  tag,
  summary: "Create a category",
  description: "Without `slug` its address is made from the name.",
  scope,
  body: CategoryBody,
  example: { body: { name: "Typesetting", position: 2 } },
  answers: {
    201: { description: "The new category", body: one(Category), headers: { Location: "Where it is" } },
  },
  problems: ["conflict"],
});

export const readCategory = operation({
  id: "readCategory",
  method: "GET",
  path: "/api/categories/{categoryId}",
  tag,
  summary: "Read a category",
  params,
  answers: { 200: { description: "The category", body: one(Category) } },
});

export const replaceCategory = operation({
  id: "replaceCategory",
  method: "PUT",
  path: "/api/categories/{categoryId}",
  tag,
  summary: "Replace a category",
  description: "Takes the `data` of a GET as it is. `slug` stays when absent.",
  scope,
  params,
  body: CategoryBody,
  example: { body: { name: "Typesetting", position: 2 } },
  versioned: true,
  answers: { 200: { description: "The category as it is now", body: one(Category) } },
  problems: ["conflict"],
});

export const patchCategory = operation({
  id: "patchCategory",
  method: "PATCH",
  path: "/api/categories/{categoryId}",
  tag,
  summary: "Change members of a category",
  description: "A JSON merge patch (RFC 7396): what is absent stays, and `parent` null puts it at the top.",
  scope,
  params,
  body: CategoryPatch,
  example: { body: { position: 1 } },
  versioned: true,
  answers: { 200: { description: "The category as it is now", body: one(Category) } },
  problems: ["conflict"],
});

export const deleteCategory = operation({
  id: "deleteCategory",
  method: "DELETE",
  path: "/api/categories/{categoryId}",
  tag,
  summary: "Remove a category that is empty",
  description: "One with products, or with categories below it, is a 409 until they are moved.",
  scope,
  params,
  versioned: true,
  answers: { 200: { description: "It is gone", body: z.strictObject({ message: z.literal("Deleted") }) } },
  problems: ["conflict"],
});
