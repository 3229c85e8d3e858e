// Loaded before the product in every process that a chaos run starts: it ends when whoever started it is gone,
// however that ended. The product itself stays as it is.
process.once('disconnect', () => process.exit(1));
process.channel?.unref();
