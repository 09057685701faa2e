declare module 'pg/lib/utils.js' {
  const utils: { readonly prepareValue: (value: unknown) => unknown }
  // The driver's module is CommonJS and has no named exports.
  export default utils
}
