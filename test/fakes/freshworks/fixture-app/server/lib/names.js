module.exports = { nameOf: (args) => `ticket-${args.data.ticket.id}` };
