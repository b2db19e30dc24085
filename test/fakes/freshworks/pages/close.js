// The agent's work goes on in the window behind.
if (document.title === 'Authorized') window.close();
