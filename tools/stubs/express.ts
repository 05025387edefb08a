/** Bolt's index loads express for its other receivers; on Lambda none of them is made. */
export const Router = (): never => {
  throw new Error('express is left out of the bundle: only the Lambda receiver is there');
};
export default Router;
