/** Whether a dialog is open, behind which the page is not to be used. */
export const isDialogOpen = (): boolean => document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;

/** Whether one lies before this element, which nobody can reach then: Radix hides it from screen readers, too. */
export const isBehindDialog = (element: Element | null): boolean =>
  element !== null && element.closest("[aria-hidden=true], [inert]") !== null;
