/** For pages with a form: what was refused is shown beside what holds now, also when a script sent it. */
export const revalidateAlways = () => true;
