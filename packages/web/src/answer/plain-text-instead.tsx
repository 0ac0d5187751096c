import { Component, type ReactNode } from 'react';

interface PlainTextInsteadProps {
  text: string;
  children: ReactNode;
}

/** Should the text of an answer break what draws it, the text itself is shown: the rest of the page must not go with it. */
export class PlainTextInstead extends Component<PlainTextInsteadProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <div className="answer-text whitespace-pre-wrap" data-complete="true">
        {this.props.text}
      </div>
    );
  }
}
