/** A pack that takes texts in every place, for data that means no good. */
export const HOSTILE_PACK = `
format: shuangdao-rules/1
id: hostile
version: 1.0.0
title: hostile data
period: year
valid: {from: 2009, to: 2012}
currency: CNY
regions: [county, village]
sources: {made-up: {title: made up, quality: example}}
inputs:
  households:
    key: [household]
    columns: {county: {type: code}, village: {type: code}, able: {type: boolean}, note: {type: text}}
  members:
    key: [household, member]
    optional: true
    columns: {age: {type: integer, range: [0, 120]}}
  income:
    key: [household, period]
    columns: {wage: {type: money}}
parameters:
  line: {values: {2009: {value: 1000, source: made-up}}}
facts:
  kept_note: {is: note}
  persons: {is: members.size()}
  change: {is: wage - line}
criteria:
  poor: {is: wage < line}
states: [out, in_list]
initial: out
transitions:
  - {code: ENTER, kind: entry, from: out, to: in_list, when: poor && able}
  - {code: LEAVE, kind: exit, from: in_list, to: out, when: "!poor"}
`;
