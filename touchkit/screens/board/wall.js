/** The wall in the browser: what the store holds, kept up by deltas, and what of it is looked at. */

/** @typedef {{id:string,name:string,stage?:string,department?:string,channel?:string,contact:string,status:string,truth?:boolean,short?:boolean,verdict?:string,position?:number,seq:number,gap?:number,below?:number,whose?:string,few?:boolean,evidence?:string,notes?:number,open?:number,parked?:boolean,disputed?:boolean,cost?:number,about?:string}} CardRow */
/** @typedef {{id:string,source:string,target:string,personas?:string[],status:string,share?:number}} ArrowRow */
/** @typedef {{id:string,name:string,kind:"cards"|"notes"|"line"|"owners"}} RowHead */

const TABLES = ["cards", "arrows", "notes", "findings"];

/**
 * Bring a wall up to date; rows that changed become other objects, all others stay the same ones.
 * @param {any} wall
 * @param {any} delta
 */
export function applyDelta(wall, delta) {
  for (const [name, change] of Object.entries(delta)) {
    if (!TABLES.includes(name)) wall[name] = change;
    else for (const [id, row] of Object.entries(change)) {
      if (row === null) delete wall[name][id];
      else wall[name][id] = row;
    }
  }
}

/**
 * Cards in the order of the map.
 * @param {any} wall
 * @returns {CardRow[]}
 */
export function inOrder(wall) {
  const at = (card) => card.position ?? Number.MAX_VALUE;
  return Object.values(wall.cards).sort((a, b) => at(a) - at(b) || a.seq - b.seq);
}

/**
 * Whose journeys each card is part of; a card missing here is met by everybody.
 * @param {any} wall
 * @returns {Map<string, Set<string>>}
 */
export function metBy(wall) {
  const met = new Map(), all = new Set();
  for (const arrow of Object.values(wall.arrows)) {
    for (const end of [arrow.source, arrow.target]) {
      if (!arrow.personas?.length) all.add(end);
      else {
        if (!met.has(end)) met.set(end, new Set());
        arrow.personas.forEach((one) => met.get(end).add(one));
      }
    }
  }
  const skipped = (stage) =>
    wall.personas.filter((one) => stage && one.skips?.includes(stage)).map((one) => one.id);
  for (const card of Object.values(wall.cards)) {
    if (met.has(card.id) && !all.has(card.id)) continue;
    const skips = skipped(card.stage), named = met.get(card.id) ?? new Set();
    met.delete(card.id);
    if (skips.length) {
      const ids = wall.personas.map((one) => one.id);
      met.set(card.id, new Set(ids.filter((id) => !skips.includes(id) || named.has(id))));
    }
  }
  return met;
}

/**
 * Whether a card passes what was asked for.
 * @param {any} wall
 * @param {any} look
 * @param {string} side all, now or target
 * @param {CardRow} card
 */
export function passes(wall, look, side, card) {
  if (!look.status.has(card.status)) return false;
  if (side === "now" && card.status !== "exists") return false;
  if (side === "target" && (card.verdict === "stop" || card.status === "retired")) return false;
  if (look.short && !card.short) return false;
  if (look.gap === "short" && !((card.gap ?? 0) < 0)) return false;
  if (look.gap === "none" && card.gap !== undefined) return false;
  return look.evidence === "any" || (card.evidence ?? "assumed") === look.evidence;
}

/**
 * Whether a card holds the words that are searched for.
 * @param {any} wall
 * @param {CardRow} card
 * @param {string} text
 */
export function holds(wall, card, text) {
  const folded = (words) => words.toLocaleLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const named = (list, id) =>
    wall[list].find((one) => one.id === id)?.name ?? "";
  const words = [card.name, card.about ?? "", named("channels", card.channel), named("departments", card.department)];
  return folded(words.join("\n")).includes(folded(text.trim()));
}

/**
 * The rows of the map, top to bottom.
 * @param {any} wall
 * @param {any} look
 * @param {CardRow[]} cards those shown
 * @returns {RowHead[]}
 */
export function rowsOf(wall, look, cards) {
  const lanes = (sides) => wall.lanes
    .filter((lane) => sides.includes(lane.side))
    .map((lane) => ({ id: lane.id, name: lane.name, kind: "notes" }));
  if (look.axis === "lane") {
    return [
      ...lanes(["customer"]), { id: "interaction", name: "Where we meet", kind: "line" },
      { id: "", name: "Front stage: touchpoints", kind: "cards" }, ...lanes(["front"]),
      { id: "visibility", name: "Line of visibility", kind: "line" },
      { id: "owners", name: "Backstage: who sees to it", kind: "owners" }, ...lanes(["back"]),
    ];
  }
  const below = look.lanes ? lanes(["customer", "front", "back"]) : [];
  const head = (one) => ({ id: one.id, name: one.name, kind: "cards" });
  if (look.axis === "persona") {
    return [{ id: "", name: "Everybody", kind: "cards" }, ...wall.personas.map(head), ...below];
  }
  const list = look.axis === "channel" ? wall.channels : wall.departments;
  const used = new Set(cards.map((card) => card[look.axis]));
  const kept = look.axis === "channel" ? list.filter((one) => used.has(one.id)) : list;
  const nobody = look.axis === "channel" ? "No channel yet" : "Nobody yet";
  return [...kept.map(head), { id: "", name: nobody, kind: "cards" }, ...below];
}

/**
 * In which rows a card stands.
 * @param {any} wall
 * @param {string} axis
 * @param {CardRow} card
 * @param {Map<string, Set<string>>} met
 * @returns {string[]}
 */
export function standsIn(wall, axis, card, met) {
  if (axis === "lane") return [""];
  if (axis === "persona") return met.has(card.id) ? [...(met.get(card.id) ?? [])] : [""];
  const id = axis === "channel" ? card.channel : card.department;
  const list = axis === "channel" ? wall.channels : wall.departments;
  return [list.some((one) => one.id === id) ? String(id) : ""];
}

/**
 * The arrows between cards that are shown.
 * @param {any} wall
 * @param {string} side
 * @param {Set<string>} ids
 * @returns {ArrowRow[]}
 */
export function arrowsOf(wall, side, ids) {
  return Object.values(wall.arrows).filter((arrow) =>
    ids.has(arrow.source) && ids.has(arrow.target) && (side !== "now" || arrow.status === "current")
    && (!wall.persona || !arrow.personas?.length || arrow.personas.includes(wall.persona)));
}

/**
 * Say a card in words, for who does not see it.
 * @param {any} wall
 * @param {CardRow} card
 * @param {number} findings
 */
export function inWords(wall, card, findings) {
  const name = (list, id) =>
    wall[list].find((one) => one.id === id)?.name;
  const said = [
    card.name, name("stages", card.stage) ?? "unsorted", name("departments", card.department) ?? "nobody owns it",
    name("channels", card.channel), card.contact === "indirect" && "indirect", card.status !== "exists" && card.status,
    card.truth && "moment of truth", card.short && "on the shortlist", name("verdicts", card.verdict),
    card.gap !== undefined && `gap ${signed(card.gap)}${card.whose ? `, ${card.whose}` : ""}`,
    card.below !== undefined && `${percent(card.below)} below the minimum`,
    card.notes && `${card.notes} ${card.notes === 1 ? "note" : "notes"}${card.open ? `, ${card.open} open` : ""}`,
    card.evidence, card.parked && "parked", card.disputed && "disputed",
    findings && `${findings} ${findings === 1 ? "finding" : "findings"}`,
  ];
  return said.filter(Boolean).join(", ");
}

/** @param {number} gap */
export const signed = (gap) => (Math.abs(gap) < 0.05 ? "0.0" : `${gap < 0 ? "−" : "+"}${Math.abs(gap).toFixed(1)}`);

/** @param {number} share */
export const percent = (share) => `${Math.round(share * 100)} %`;
