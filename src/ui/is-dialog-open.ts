/** Whether a dialog is open, behind which the page is not to be used. */
export const isDialogOpen = (): boolean => document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
