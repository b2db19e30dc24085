/** Short, common, hard to mishear on the phone, and harmless in any pair. 64 × 64 phrases: proof against a wrong caller, not a password. */
export const PHRASE_WORDS = {
  first: (
    'amber autumn blue brave bright bronze calm clever cloudy copper coral cosy crimson curly early eager ' +
    'fancy fresh friendly gentle giant golden grand green happy honest jolly kind lemon little lively lucky ' +
    'marble mellow merry mighty misty modern morning noble northern olive orange paper patient plain polite proud ' +
    'purple quick quiet rapid royal ruby silent silver simple snowy southern spicy steady sunny velvet winter'
  ).split(' '),
  second: (
    'acorn anchor apple badger balloon basket beacon bicycle bridge button candle canyon castle cherry circle clover ' +
    'compass cottage desert dolphin dragon eagle engine falcon feather forest fountain garden guitar hammer harbour island ' +
    'jacket kettle ladder lantern lemon library magnet maple meadow mirror mountain orchard otter parrot pebble pencil ' +
    'piano planet rabbit rainbow river robin rocket saddle sailor shadow spoon station sunrise teapot tiger window'
  ).split(' '),
} as const;
